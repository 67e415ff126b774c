/// Changes of a pool's member by reports, estimates, outcomes, alerts and declarations.
@NullMarked
package io.rheostat.core.transition;

import org.jspecify.annotations.NullMarked;
