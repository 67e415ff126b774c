@NullMarked
package io.rheostat.app.metrics;

import org.jspecify.annotations.NullMarked;
