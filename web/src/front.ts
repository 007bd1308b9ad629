/** The home page and the tours: documents that a script makes livelier. */

import "./elements/qala-living";
import "./elements/qala-search";
import "./elements/qala-tour";
