/// JSON Schema of all documents, printed from their shapes.
@NullMarked
package io.rheostat.config.schema;

import org.jspecify.annotations.NullMarked;
