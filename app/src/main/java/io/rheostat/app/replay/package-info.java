/// Recorded logs through the folds again, compared with what was made of them.
@NullMarked
package io.rheostat.app.replay;

import org.jspecify.annotations.NullMarked;
