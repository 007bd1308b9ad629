/** The map page. */

import "@fontsource-variable/golos-text";
import "./map.css";
import "./elements/qala-active";
import "./elements/qala-canvas";
import "./elements/qala-credit";
import "./elements/qala-download";
import "./elements/qala-drawer";
import "./elements/qala-languages";
import "./elements/qala-legend";
import "./elements/qala-list";
import "./elements/qala-locate";
import "./elements/qala-note";
import "./elements/qala-panel";
import "./elements/qala-place";
import "./elements/qala-search";
import "./elements/qala-sieve";
import "./elements/qala-toolbox";
import "./elements/qala-tools";
import "./elements/qala-tree";
import "./elements/qala-views";
import "./elements/qala-year";
// The root last: when it is defined, all its parts are known.
import "./elements/qala-map";
