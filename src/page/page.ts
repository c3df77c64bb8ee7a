/** What the page of a report does in a browser: draws its charts, saves its figures, changes its colours. */
import { drawCharts } from './charts.ts';
import { moveAbout } from './map.ts';
import { saveFigures } from './save.ts';
import { switchTheme } from './theme.ts';

const charts = drawCharts();
saveFigures();
moveAbout();
switchTheme(charts.redraw);
