/// Control of the declared fleet: merging the files of several instances, publishing them,
/// reporting differences.
@NullMarked
package io.rheostat.app.control;

import org.jspecify.annotations.NullMarked;
