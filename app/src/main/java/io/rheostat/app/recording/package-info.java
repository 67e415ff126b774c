/// Logs as files, and their replay through the folds.
@NullMarked
package io.rheostat.app.recording;

import org.jspecify.annotations.NullMarked;
