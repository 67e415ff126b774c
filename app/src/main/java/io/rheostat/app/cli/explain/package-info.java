/// `rheostat explain`: a decision's reasons, and what would have changed it.
@NullMarked
package io.rheostat.app.cli.explain;

import org.jspecify.annotations.NullMarked;
