/// Prometheus series of the fleet and of the service's condition, for `/metrics`.
@NullMarked
package io.rheostat.app.metrics;

import org.jspecify.annotations.NullMarked;
