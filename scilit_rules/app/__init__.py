"""The use cases, one a file: what applications and the command line call.

They print nothing, exit nowhere, read no clock and keep no state. What a caller names is found in ``scope``, what he
hands in is read in ``inputs``; the ledger's own use cases stand in ``ledger.keeping``.
"""
