/// Tests of the webhook driver.
@NullMarked
package io.rheostat.actuator.driver.webhook;

import org.jspecify.annotations.NullMarked;
