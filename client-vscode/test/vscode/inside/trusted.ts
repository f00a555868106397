/** A folder that the user trusts. */

import "./findings";
import "./asking";
import "./showing";
import "./formatting";
import "./settings";
import "./commands";
import "./server";

export { run } from "./tell";
