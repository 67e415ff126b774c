package io.rheostat.actuator.driver;

import io.rheostat.model.fleet.Target;
import java.net.http.HttpClient;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

final class SimulatedDriverContractTest extends DriverContract {
  private final FencedEndpoint endpoint = new FencedEndpoint();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Driver driver = new SimulatedDriver(Map.of("lab", endpoint.address()), http);

  @AfterEach
  void close() {
    endpoint.close();
    http.close();
  }

  @Override
  protected Driver driver() {
    return driver;
  }

  @Override
  protected Target target() {
    return Commands.target("simulated");
  }

  @Override
  protected void breakTarget() {
    endpoint.close();
  }
}
