/// Roles of the service: stages, control, actuator, ingest.
@NullMarked
package io.rheostat.app.service.role;

import org.jspecify.annotations.NullMarked;
