/// The one-shot plan from what is declared.
@NullMarked
package io.rheostat.app.planning;

import org.jspecify.annotations.NullMarked;
