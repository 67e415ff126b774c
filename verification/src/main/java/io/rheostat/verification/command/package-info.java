/// Command line of the checks.
@NullMarked
package io.rheostat.verification.command;

import org.jspecify.annotations.NullMarked;
