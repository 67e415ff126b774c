/// The whole loop against simulated clusters.
@NullMarked
package io.rheostat.app.demo;

import org.jspecify.annotations.NullMarked;
