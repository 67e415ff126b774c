/// Sizing: the resources of a replica chosen for a model, not declared.
@NullMarked
package io.rheostat.core.sizing;

import org.jspecify.annotations.NullMarked;
