"""How the page of `trace` looks, and the little that moves on it; without the script every link still works."""

STYLE = """\
:root { --ink: #1c2126; --dim: #667079; --line: #d9dee3; --ground: #f5f6f7; --sheet: #fff; --red: #b3261e;
  --green: #1f6f43; --hard: #fbe3dc; --hard-line: #b3462b; --soft: #e1ebfa; --soft-line: #33659f; --mild: #e4f2e1;
  --mild-line: #47803a; --glow: #ffe58a; }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.2rem; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.6;
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
header, .list, main { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.35; margin: 0 0 .25rem; }
h1, h2, h3, h4 { text-wrap: balance; }
.kicker, .about, .place, small { color: var(--dim); font-size: .82rem; margin: 0; overflow-wrap: anywhere; }
.about span { margin-right: 1rem; }
a { color: var(--soft-line); }
code { font: .92em ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.verdict { font-weight: 600; margin: .9rem 0 .6rem; padding: .5rem .8rem; border-left: 4px solid;
  background: var(--sheet); }
.verdict.agrees { color: var(--green); } .verdict.differs { color: var(--red); }
.tallies { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1.8rem; padding: 0; margin: 0 0 1rem; }
.tallies b { font-variant-numeric: tabular-nums; font-size: 1.15rem; }
.tallies i { font-style: normal; color: var(--dim); font-weight: 400; font-size: .9rem; }
.tallies .short b { color: var(--red); }
.list { margin-bottom: .8rem; } .list summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
.list ol { margin: 0; padding: .5rem 1rem .5rem 2.6rem; background: var(--sheet); border: 1px solid var(--line); }
.list li { padding: .35rem 0; } .list.differences li::marker { color: var(--red); font-weight: 700; }
main { padding-bottom: 4rem; }
.columns { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 2px solid var(--ink); }
.columns, .clause { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); column-gap: 1.5rem; }
.columns h2 { margin: 0; font-size: 1rem; padding: .5rem 0; }
.legend { font-size: .85rem; color: var(--dim); margin: .6rem 0; } .legend .p { color: var(--ink); }
.clause { border-top: 1px solid var(--line); padding: .9rem 0; }
.clause h3 { grid-column: 1 / -1; margin: 0 0 .4rem; font-size: 1rem; } .clause.depth0 h3 { font-size: 1.3rem; }
.clause.depth1 h3 { font-size: 1.1rem; }
.clause h3 a { color: inherit; text-decoration: none; }
.path { color: var(--dim); font-weight: 500; margin-right: .35em; }
.clause.wrong { box-shadow: -4px 0 0 var(--red); padding-left: .7rem; margin-left: -.7rem; }
.document { position: sticky; top: 3rem; align-self: start; }
.said { font: 1.06rem/1.95 "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, serif; margin: 0 0 .4rem;
  line-break: strict; overflow-wrap: anywhere; }
.silent { color: var(--dim); } .roles { color: var(--dim); font-size: .9em; } .number { font-weight: 700; }
.p { color: inherit; text-decoration: none; padding: .1em .15em; border-bottom: 2px solid; }
.said .p { padding: .1em 0; }
.p.mandatory { background: var(--hard); border-color: var(--hard-line); }
.p.directional { background: var(--soft); border-bottom-style: dashed; border-color: var(--soft-line); }
.p.encouraged { background: var(--mild); border-bottom-style: dotted; border-color: var(--mild-line); }
.more { font: .68rem/1 system-ui, sans-serif; vertical-align: super; margin: 0 .1rem; color: var(--soft-line); }
a.p.lit, a.p:focus-visible, a.p:hover { outline: 2px solid var(--ink); background: var(--glow); }
article { background: var(--sheet); border: 1px solid var(--line); padding: .55rem .8rem; margin-bottom: .6rem; }
article:target, article.lit { outline: 2px solid var(--ink); background: #fffbe9; }
article p, article h4 { margin: 0 0 .25rem; } article h4 { font-size: .98rem; }
.top { display: flex; gap: .6rem; align-items: baseline; color: var(--dim); font-size: .82rem; }
.n { font-variant-numeric: tabular-nums; } .back { margin-left: auto; color: var(--soft-line); }
.terms { font-size: .86rem; } .asked { font-size: .92rem; } .words { color: var(--dim); }
.note, .reason, .bodies { font-size: .88rem; } .note { border-left: 3px solid var(--line); padding-left: .6rem; }
.reason, .bodies { margin: 0 0 .6rem; } .absent { color: var(--dim); margin: 0; }
.problems { list-style: none; margin: .3rem 0; padding: 0; font-size: .88rem; }
.problems li { border-left: 3px solid var(--red); padding: .2rem .6rem; margin: .3rem 0; background: #fdf1f0; }
.problems li.info { border-color: var(--dim); background: var(--ground); }
.ours { font-weight: 400; border: 1px solid var(--line); padding: 0 .35em; }
@media screen and (max-width: 52rem) { .columns { display: none; } .clause { display: block; }
  .document { position: static; }
  .rules { margin-top: .7rem; } }
@page { margin: 14mm; }
@media print { html { font-size: 10.5px; } body { background: none; font-size: 1rem; }
  header, .list, main { max-width: none; padding: 0; } .columns { display: none; } .clause { display: block; }
  .document { position: static; } .rules { columns: 2; column-gap: 1rem; } .clause.wrong { margin-left: 0; }
  article, .problems li { break-inside: avoid; } h3 { break-after: avoid; } .back, .list a { display: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

SCRIPT = """\
(function () {
  function light() {
    document.querySelectorAll(".lit").forEach(function (one) { one.classList.remove("lit"); });
    var found = /^#[op]([0-9]+)$/.exec(location.hash);
    if (!found) { return; }
    document.querySelectorAll('[data-o~="' + found[1] + '"]').forEach(function (one) { one.classList.add("lit"); });
    var card = document.getElementById("o" + found[1]);
    if (card) { card.classList.add("lit"); }
  }
  window.addEventListener("hashchange", light);
  light();
})();
"""
