BEGIN TRANSACTION;
CREATE TABLE ledger_gap (
	year INTEGER NOT NULL, 
	serial INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	"plan" VARCHAR NOT NULL, 
	obligation VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	deadline VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	closed_on VARCHAR NOT NULL, 
	seen_fixed VARCHAR NOT NULL, 
	first_seen VARCHAR NOT NULL, 
	judged_on VARCHAR NOT NULL, 
	subject_zh TEXT NOT NULL, 
	subject_en TEXT NOT NULL, 
	problem_zh TEXT NOT NULL, 
	problem_en TEXT NOT NULL, 
	clause TEXT NOT NULL, 
	source_zh TEXT NOT NULL, 
	source_en TEXT NOT NULL, 
	bodies TEXT NOT NULL, 
	person TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	verifier TEXT NOT NULL, 
	remark TEXT NOT NULL, 
	relapses INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (year, serial), 
	UNIQUE ("plan", obligation, subject, period)
);
INSERT INTO "ledger_gap" VALUES(2020,1,'2020-001','made','group','made.east','2020','2021-03-31','reported','','','2020-12-31','2021-12-31','东区','东区','东区：“成立领导小组”（2020年）未达到要求','东区: “成立领导小组” (2020) is not met','三 保障','对照某市方案核查（2020年12月31日）','check against 某市方案 (2020-12-31)','市科协牵头，有关部门配合','=1+1','','','','',0,4);
INSERT INTO "ledger_gap" VALUES(2020,2,'2020-002','made','group','made.west','2020','2021-03-31','found','','2021-12-31','2020-12-31','2021-12-31','西区','西区','西区：“成立领导小组”（2020年）未达到要求','西区: “成立领导小组” (2020) is not met','三 保障','对照某市方案核查（2020年12月31日）','check against 某市方案 (2020-12-31)','市科协牵头，有关部门配合','','','','','',0,2);
INSERT INTO "ledger_gap" VALUES(2020,3,'2020-003','made','funds','made.east','2020','2021-03-31','found','','','2020-12-31','2020-12-31','东区','东区','东区：“人均经费”（2020年）未达到要求','东区: “人均经费” (2020) is not met','三 保障','对照某市方案核查（2020年12月31日）','check against 某市方案 (2020-12-31)','市财政局、市科协按职责分工负责','','','','','',0,1);
CREATE TABLE ledger_history (
	id INTEGER NOT NULL, 
	number VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	event VARCHAR NOT NULL, 
	note TEXT NOT NULL, 
	changes TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "ledger_history" VALUES(1,'2020-001',1,'2021-01-05T09:30:00+08:00','王敏','entered','made 2020-12-31','{}');
INSERT INTO "ledger_history" VALUES(2,'2020-002',1,'2021-01-05T09:30:00+08:00','王敏','entered','made 2020-12-31','{}');
INSERT INTO "ledger_history" VALUES(3,'2020-003',1,'2021-01-05T09:30:00+08:00','王敏','entered','made 2020-12-31','{}');
INSERT INTO "ledger_history" VALUES(4,'2020-001',2,'2021-01-05T09:30:00+08:00','王敏','moved','交办','{"state": ["found", "assigned"], "person": ["", "=1+1"]}');
INSERT INTO "ledger_history" VALUES(5,'2020-001',3,'2021-02-01T10:00:00+08:00','李强','moved','','{"state": ["assigned", "reported"]}');
INSERT INTO "ledger_history" VALUES(6,'2020-001',4,'2021-01-05T09:30:00+08:00','王敏','found_again','made 2021-12-31','{"judged_on": ["2020-12-31", "2021-12-31"]}');
INSERT INTO "ledger_history" VALUES(7,'2020-002',2,'2021-01-05T09:30:00+08:00','王敏','seen_fixed','made 2021-12-31','{"judged_on": ["2020-12-31", "2021-12-31"], "seen_fixed": ["", "2021-12-31"]}');
CREATE TABLE ledger_intake (
	id INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	"plan" VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	as_of VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	counts VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "ledger_intake" VALUES(1,'2021-01-05T09:30:00+08:00','王敏','made','sha256:aa','2020-12-31','','{"new": 3, "again": 0, "relapsed": 0, "fixed": 0, "undecided": 0, "older": 0, "waived": 0, "renamed": 0, "rule_changed": 0}');
INSERT INTO "ledger_intake" VALUES(2,'2021-01-05T09:30:00+08:00','王敏','made','sha256:aa','2021-12-31','','{"new": 0, "again": 1, "relapsed": 0, "fixed": 1, "undecided": 1, "older": 0, "waived": 0, "renamed": 0, "rule_changed": 0}');
CREATE TABLE ledger_meta (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "ledger_meta" VALUES('format','scilit-rules-ledger');
INSERT INTO "ledger_meta" VALUES('version','2');
CREATE INDEX ix_ledger_history_number ON ledger_history (number);
CREATE TRIGGER ledger_history_update BEFORE UPDATE ON ledger_history BEGIN SELECT RAISE(ABORT, 'the history of a ledger is only added to'); END;
CREATE TRIGGER ledger_history_delete BEFORE DELETE ON ledger_history BEGIN SELECT RAISE(ABORT, 'the history of a ledger is only added to'); END;
COMMIT;
