"""Formats for machines: the report as JSON both ways, its schema, and the files of baselines.

A *form* (`forms`) says once how values of a class stand in JSON: key by key what is written, where it is taken from and
what is made of it again. From the same lines come the writer, the reader and the JSON Schema, so that a new field of a
finding is a field of the class and one line here, beside what finds it out. The forms stand by what they are of:
`values` (texts, places, facts), `findings`, `plans`, `runs`, `scorecards`; `report_document` joins them.

A file holds messages in words, and of the plan what its findings speak of. So a report that is read has messages with
their words in the place of their values (`Message.said`) and its plan in outline (`Plan.is_outline`): written again it
gives the same bytes, and whatever takes a report takes it, but nothing can be judged by its plan.
"""
