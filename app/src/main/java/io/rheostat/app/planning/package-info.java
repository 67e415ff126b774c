/// The one-shot plan from declarations alone.
@NullMarked
package io.rheostat.app.planning;

import org.jspecify.annotations.NullMarked;
