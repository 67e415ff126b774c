/// Results as text.
@NullMarked
package io.rheostat.app.cli.text;

import org.jspecify.annotations.NullMarked;
