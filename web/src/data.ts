/** The page of a dataset: its links to files show how far they are. */

import "./elements/qala-file";
