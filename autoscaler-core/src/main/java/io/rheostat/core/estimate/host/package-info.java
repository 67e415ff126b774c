/// Learning of host memory and disk within the estimate stage.
@NullMarked
package io.rheostat.core.estimate.host;

import org.jspecify.annotations.NullMarked;
