/// Receiver of OpenTelemetry metrics over HTTP.
@NullMarked
package io.rheostat.ingest.otlp;

import org.jspecify.annotations.NullMarked;
