/** The entry: each behaviour is a module of its own, and every page is whole without them. */
import { copyLinks } from "./copy-link.js";
import { randomTerm } from "./random-term.js";
import { homeSearch, searchDialog } from "./search-dialog.js";
import { searchPage } from "./search-page.js";
import { themeSwitch } from "./theme-switch.js";

themeSwitch();
searchDialog();
homeSearch();
searchPage();
copyLinks();
randomTerm();
