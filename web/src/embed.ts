/** The map for the pages of other sites. */

import "@fontsource-variable/golos-text";
import "./embed.css";
import "./elements/qala-canvas";
import "./elements/qala-credit";
import "./elements/qala-legend";
import "./elements/qala-note";
// The root last: when it is defined, all its parts are known.
import "./elements/qala-embed";
