/// Domain model of Rheostat as records and sealed types; JDK only.
@NullMarked
package io.rheostat.model;

import org.jspecify.annotations.NullMarked;
