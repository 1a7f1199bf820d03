CREATE FUNCTION public.ledger_history_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN RAISE EXCEPTION 'the history of a ledger is only added to'; END$$;
CREATE TABLE public.ledger_gap (
    year integer NOT NULL,
    serial integer NOT NULL,
    number character varying NOT NULL,
    plan character varying NOT NULL,
    obligation character varying NOT NULL,
    subject character varying NOT NULL,
    period character varying NOT NULL,
    deadline character varying NOT NULL,
    state character varying NOT NULL,
    closed_on character varying NOT NULL,
    seen_fixed character varying NOT NULL,
    first_seen character varying NOT NULL,
    judged_on character varying NOT NULL,
    subject_zh text NOT NULL,
    subject_en text NOT NULL,
    problem_zh text NOT NULL,
    problem_en text NOT NULL,
    clause text NOT NULL,
    source_zh text NOT NULL,
    source_en text NOT NULL,
    bodies text NOT NULL,
    person text NOT NULL,
    measure text NOT NULL,
    evidence text NOT NULL,
    verifier text NOT NULL,
    remark text NOT NULL,
    relapses integer NOT NULL,
    revision integer NOT NULL
);
CREATE TABLE public.ledger_history (
    id integer NOT NULL,
    number character varying NOT NULL,
    revision integer NOT NULL,
    at character varying NOT NULL,
    who character varying NOT NULL,
    event character varying NOT NULL,
    note text NOT NULL,
    changes text NOT NULL
);
CREATE SEQUENCE public.ledger_history_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_history_id_seq OWNED BY public.ledger_history.id;
CREATE TABLE public.ledger_intake (
    id integer NOT NULL,
    at character varying NOT NULL,
    who character varying NOT NULL,
    plan character varying NOT NULL,
    digest character varying NOT NULL,
    as_of character varying NOT NULL,
    report character varying NOT NULL,
    counts character varying NOT NULL
);
CREATE SEQUENCE public.ledger_intake_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_intake_id_seq OWNED BY public.ledger_intake.id;
CREATE TABLE public.ledger_meta (
    key character varying NOT NULL,
    value character varying NOT NULL
);
ALTER TABLE ONLY public.ledger_history ALTER COLUMN id SET DEFAULT nextval('public.ledger_history_id_seq'::regclass);
ALTER TABLE ONLY public.ledger_intake ALTER COLUMN id SET DEFAULT nextval('public.ledger_intake_id_seq'::regclass);
INSERT INTO public.ledger_gap VALUES (2020, 3, '2020-003', 'made', 'funds', 'made.east', '2020', '2021-03-31', 'found', '', '', '2020-12-31', '2020-12-31', '东区', '东区', '东区：“人均经费”（2020年）未达到要求', '东区: “人均经费” (2020) is not met', '三 保障', '对照某市方案核查（2020年12月31日）', 'check against 某市方案 (2020-12-31)', '市财政局、市科协按职责分工负责', '', '', '', '', '', 0, 1);
INSERT INTO public.ledger_gap VALUES (2020, 1, '2020-001', 'made', 'group', 'made.east', '2020', '2021-03-31', 'reported', '', '', '2020-12-31', '2021-12-31', '东区', '东区', '东区：“成立领导小组”（2020年）未达到要求', '东区: “成立领导小组” (2020) is not met', '三 保障', '对照某市方案核查（2020年12月31日）', 'check against 某市方案 (2020-12-31)', '市科协牵头，有关部门配合', '=1+1', '', '', '', '', 0, 4);
INSERT INTO public.ledger_gap VALUES (2020, 2, '2020-002', 'made', 'group', 'made.west', '2020', '2021-03-31', 'found', '', '2021-12-31', '2020-12-31', '2021-12-31', '西区', '西区', '西区：“成立领导小组”（2020年）未达到要求', '西区: “成立领导小组” (2020) is not met', '三 保障', '对照某市方案核查（2020年12月31日）', 'check against 某市方案 (2020-12-31)', '市科协牵头，有关部门配合', '', '', '', '', '', 0, 2);
INSERT INTO public.ledger_history VALUES (1, '2020-001', 1, '2021-01-05T09:30:00+08:00', '王敏', 'entered', 'made 2020-12-31', '{}');
INSERT INTO public.ledger_history VALUES (2, '2020-002', 1, '2021-01-05T09:30:00+08:00', '王敏', 'entered', 'made 2020-12-31', '{}');
INSERT INTO public.ledger_history VALUES (3, '2020-003', 1, '2021-01-05T09:30:00+08:00', '王敏', 'entered', 'made 2020-12-31', '{}');
INSERT INTO public.ledger_history VALUES (4, '2020-001', 2, '2021-01-05T09:30:00+08:00', '王敏', 'moved', '交办', '{"state": ["found", "assigned"], "person": ["", "=1+1"]}');
INSERT INTO public.ledger_history VALUES (5, '2020-001', 3, '2021-02-01T10:00:00+08:00', '李强', 'moved', '', '{"state": ["assigned", "reported"]}');
INSERT INTO public.ledger_history VALUES (6, '2020-001', 4, '2021-01-05T09:30:00+08:00', '王敏', 'found_again', 'made 2021-12-31', '{"judged_on": ["2020-12-31", "2021-12-31"]}');
INSERT INTO public.ledger_history VALUES (7, '2020-002', 2, '2021-01-05T09:30:00+08:00', '王敏', 'seen_fixed', 'made 2021-12-31', '{"judged_on": ["2020-12-31", "2021-12-31"], "seen_fixed": ["", "2021-12-31"]}');
INSERT INTO public.ledger_intake VALUES (1, '2021-01-05T09:30:00+08:00', '王敏', 'made', 'sha256:aa', '2020-12-31', '', '{"new": 3, "again": 0, "relapsed": 0, "fixed": 0, "undecided": 0, "older": 0, "waived": 0, "renamed": 0, "rule_changed": 0}');
INSERT INTO public.ledger_intake VALUES (2, '2021-01-05T09:30:00+08:00', '王敏', 'made', 'sha256:aa', '2021-12-31', '', '{"new": 0, "again": 1, "relapsed": 0, "fixed": 1, "undecided": 1, "older": 0, "waived": 0, "renamed": 0, "rule_changed": 0}');
INSERT INTO public.ledger_meta VALUES ('format', 'scilit-rules-ledger');
INSERT INTO public.ledger_meta VALUES ('version', '2');
SELECT pg_catalog.setval('public.ledger_history_id_seq', 7, true);
SELECT pg_catalog.setval('public.ledger_intake_id_seq', 2, true);
ALTER TABLE ONLY public.ledger_gap
    ADD CONSTRAINT ledger_gap_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.ledger_gap
    ADD CONSTRAINT ledger_gap_plan_obligation_subject_period_key UNIQUE (plan, obligation, subject, period);
ALTER TABLE ONLY public.ledger_gap
    ADD CONSTRAINT ledger_gap_year_serial_key UNIQUE (year, serial);
ALTER TABLE ONLY public.ledger_history
    ADD CONSTRAINT ledger_history_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_intake
    ADD CONSTRAINT ledger_intake_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_meta
    ADD CONSTRAINT ledger_meta_pkey PRIMARY KEY (key);
CREATE INDEX ix_ledger_history_number ON public.ledger_history USING btree (number);
CREATE TRIGGER ledger_history_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_history FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_history_kept();
