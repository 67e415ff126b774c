package io.rheostat.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {
  private static final Path FILE = Shipped.config("schema/rheostat.schema.json");

  /// After a change of the key tables: `mvn -Dquick test -Dtest=ConfigSchemaTest
  /// -Drheostat.schema=write`.
  @Test
  void theCheckedInFileIsWhatTheLoaderReadsBy() throws IOException {
    if ("write".equals(System.getProperty("rheostat.schema"))) {
      Files.writeString(FILE, ConfigSchema.json());
    }
    assertThat(Files.readString(FILE))
        .as("schema/rheostat.schema.json; rewrite it with -Drheostat.schema=write")
        .isEqualTo(ConfigSchema.json());
  }

  @Test
  void everyKindIsDefined() {
    assertThat(ConfigSchema.json())
        .contains("\"Device\": {", "\"Pool\": {", "\"Workload\": {")
        .contains("\"SignalPreset\": {", "\"ScrapeJob\": {", "\"Ingest\": {", "\"Scenario\": {")
        .contains("\"Trouble\": {");
  }
}
