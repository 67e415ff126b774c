/// Recorded logs as tables for notebooks.
@NullMarked
package io.rheostat.app.recording.csv;

import org.jspecify.annotations.NullMarked;
