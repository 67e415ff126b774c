/// Recorded logs: in a cluster, and as files.
@NullMarked
package io.rheostat.app.recording;

import org.jspecify.annotations.NullMarked;
