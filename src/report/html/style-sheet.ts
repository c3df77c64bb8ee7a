/** How the page looks: light, dark and on paper. Colours are told apart by people who see few of them, and never stand alone. */

const LIGHT = `
--ground:#fdfcf9;--panel:#fff;--ink:#1b1d22;--quiet:#575d68;--rule:#dcd9d0;--accent:#0b5cad;--second:#8a4b08;
--band:rgba(11,92,173,.16);--band-2:rgba(138,75,8,.14);--good:#14693b;--doubtful:#8a5a00;--bad:#b3241c;
--good-ground:#e4f3ea;--doubtful-ground:#fbefd5;--bad-ground:#fbe6e3;--dough:#3f9b6b;--reach:#efece4;--node:#e8eef6`;

const DARK = `
--ground:#14161a;--panel:#1c1f25;--ink:#eceae4;--quiet:#a9afba;--rule:#3a3f49;--accent:#7ab8ff;--second:#f0a85c;
--band:rgba(122,184,255,.2);--band-2:rgba(240,168,92,.18);--good:#6fd39a;--doubtful:#f2c14e;--bad:#ff8f86;
--good-ground:#16301f;--doubtful-ground:#33290f;--bad-ground:#3a1a18;--dough:#3f9b6b;--reach:#262a31;--node:#29313d`;

const TEXT = `
*{box-sizing:border-box}
html{color-scheme:light dark}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
.bar{display:flex;justify-content:space-between;align-items:center;padding-top:.75rem}
.made{margin:0;color:var(--quiet);letter-spacing:.02em}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:2rem;margin:.5rem 0 .25rem}
h2{font-size:1.5rem;margin:0 0 .5rem}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
h4{margin:1.25rem 0 .25rem}
p,li,dd{overflow-wrap:anywhere}
p{max-width:46rem;margin:.5rem 0}
ul{padding-left:1.25rem;max-width:46rem}
section{padding:2rem 0;border-top:1px solid var(--rule)}
#board{border-top:0;padding-top:1rem}
a{color:var(--accent)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none;max-width:none;margin:.75rem 0}
button{font:inherit;font-size:.85rem;color:var(--ink);background:var(--panel);border:1px solid var(--rule);border-radius:6px;padding:.2rem .6rem;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--panel);padding:.5rem;z-index:2}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.strong{font-weight:650}
.quiet,.read,.summary{color:var(--quiet)}
.read{border-left:3px solid var(--rule);padding-left:.75rem}
.good{color:var(--good)}.doubtful{color:var(--doubtful)}.bad{color:var(--bad)}
footer{color:var(--quiet);padding-bottom:3rem;border-top:1px solid var(--rule)}`;

const PARTS = `
.verdict{background:var(--panel);border:1px solid var(--rule);border-left:8px solid var(--quiet);border-radius:8px;padding:1rem 1.25rem;color:var(--ink)}
.verdict.good{border-left-color:var(--good);background:var(--good-ground)}
.verdict.doubtful{border-left-color:var(--doubtful);background:var(--doubtful-ground)}
.verdict.bad{border-left-color:var(--bad);background:var(--bad-ground)}
.sign{display:inline-block;min-width:1.4em;font-weight:700}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1rem 0}
.tile{background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:.75rem 1rem}
.tile dt{color:var(--quiet)}
.tile dd{margin:0;font-size:1.3rem;font-weight:650;font-variant-numeric:tabular-nums}
.note{display:block;font-size:.95rem;font-weight:400;color:var(--quiet)}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.95rem}
th,td{padding:.3rem .75rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule);unicode-bidi:isolate;overflow-wrap:break-word;max-width:24rem}
th{color:var(--quiet);font-weight:500}
td.right,th.right{text-align:right}td.right{white-space:nowrap}th{vertical-align:bottom}th.right{max-width:9rem}
figure{margin:1rem 0;background:var(--panel);border:1px solid var(--rule);border-radius:8px;padding:1rem;break-inside:avoid}
figcaption{font-weight:650}
.chart{height:25rem;width:100%}
.chart.tall{height:auto}
.picture svg{display:block;max-width:100%;height:auto;margin:0 auto}
.save{display:flex;gap:.4rem;align-items:center}
.summary{font-size:.95rem}
details{margin-top:.5rem}
summary{cursor:pointer}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
.facts dt{color:var(--quiet)}.facts dd{margin:0}
pre.command{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--panel);border:1px solid var(--rule);border-radius:6px;padding:.75rem}`;

const DRAWN = `
svg text{fill:var(--ink);font:14px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
svg .strong{font-weight:650}svg .small{font-size:12px}
svg .quiet{fill:var(--quiet)}svg .good{fill:var(--good)}svg .doubtful{fill:var(--doubtful)}svg .bad{fill:var(--bad)}
.hatch-ground{fill:var(--bad-ground)}.hatch-line{stroke:var(--bad);stroke-width:2.4}
.dots-ground{fill:var(--doubtful-ground)}.dots-dot{fill:var(--doubtful)}
.reach{fill:var(--reach)}.dough,.safe{fill:var(--dough)}
.today{fill:none;stroke:var(--ink);stroke-width:4}.whisker{stroke:var(--ink);stroke-width:1.5;fill:none}
.best{fill:var(--panel);stroke:var(--ink);stroke-width:2}.stand{fill:var(--ink);stroke:var(--ink);stroke-width:2}
.centre circle{fill:var(--panel);stroke:var(--rule)}
.tick line,.axis{stroke:var(--quiet)}.tick text{fill:var(--quiet)}
.fallen{fill:var(--bad)}.lane{stroke:var(--rule)}
.flow{fill:var(--accent);opacity:.35}.flow:hover{opacity:.6}.box{fill:var(--accent)}
.zoom{display:flex;gap:.3rem;justify-content:flex-end}.map{overflow:auto;max-height:34rem;border:1px solid var(--rule);border-radius:6px;margin:.3rem 0}
.picture .map svg{max-width:none;margin:0}
.edge{fill:none;stroke:var(--quiet);stroke-width:1.1;opacity:.55}.node{cursor:pointer}
.node rect{fill:var(--node);stroke:var(--quiet);stroke-width:1}.node.goal rect{stroke:var(--ink);stroke-width:3}.node.struck rect{stroke-dasharray:4 3}
.chosen .node:not(.on),.chosen .edge:not(.on){opacity:.14}.edge.on{stroke:var(--accent);stroke-width:2.2;opacity:1}
.node.self rect{stroke:var(--accent);stroke-width:3}.node:focus-visible{outline:none}
.wedge:focus-visible{outline:none}.wedge:focus-visible .reach,.wedge:hover .reach{stroke:var(--accent);stroke-width:3}`;

const NARROW = `
@media (max-width:40rem){h1{font-size:1.5rem}h2{font-size:1.25rem}.chart{height:20rem}.drawn{overflow-x:auto}.drawn>svg{min-width:34rem}figure{padding:.6rem;margin-inline:-.4rem}header,main,footer{padding-inline:.9rem}table{font-size:.85rem}th,td{padding-right:.45rem}td:first-child:not(:empty){min-width:4.5rem}th.right{max-width:6rem}}`;

const PRINT = `
@page{size:A4;margin:16mm}
@media print{:root,:root[data-theme]{${LIGHT}}
body{background:#fff;font-size:10.5pt}
header,main,footer{max-width:none;padding:0}
nav,.save,.zoom,#theme,.skip,summary{display:none}
section{break-before:page;border-top:0;padding:0}.short section{break-before:auto;padding-top:1.2rem}#board{break-before:auto}
h2,h3,figcaption{break-after:avoid}tr,li,.tile,.verdict{break-inside:avoid}
.scroll{overflow:visible}table{font-size:9pt}th,td{padding-right:.5rem}.tiles{grid-template-columns:repeat(auto-fit,minmax(8rem,1fr))}
.chart{height:8.5cm}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}`;

export const STYLE: string = [
  `:root{${LIGHT}}`,
  `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}`,
  `@media screen{:root[data-theme=dark]{${DARK}}}`,
  TEXT,
  PARTS,
  DRAWN,
  NARROW,
  PRINT,
]
  .join('\n')
  .replaceAll(/\n\s*/g, '\n');
