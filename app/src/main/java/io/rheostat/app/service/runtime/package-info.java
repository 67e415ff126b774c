/// Settings, clock, health and parts of the service's roles.
@NullMarked
package io.rheostat.app.service.runtime;

import org.jspecify.annotations.NullMarked;
