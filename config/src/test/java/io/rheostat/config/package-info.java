@NullMarked
package io.rheostat.config;

import org.jspecify.annotations.NullMarked;
