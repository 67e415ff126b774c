/// Driver for workloads in Kubernetes, with the fence at the resized object.
///
/// Objects are read as JSON trees and never as the client's classes: any kind may be a target, a
/// cluster's answers may be nonsense, and a tree answers "missing" where a class throws.
@NullMarked
package io.rheostat.actuator.driver.kubernetes;

import org.jspecify.annotations.NullMarked;
