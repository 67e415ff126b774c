@NullMarked
package io.rheostat.actuator.driver.kubernetes;

import org.jspecify.annotations.NullMarked;
