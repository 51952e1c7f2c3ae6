using System.Diagnostics;

namespace Mantle.Server.Telemetry;

/// <summary>Measurements of a running request; the default value if nobody listens.</summary>
/// <param name="Begun">Timestamp of its start on the machine's monotonic clock; 0 if nobody listens.</param>
/// <param name="IsCounted">Whether it is counted among the active requests.</param>
/// <param name="Activity">Its activity; null if nobody listens.</param>
readonly record struct RequestWatch(long Begun, bool IsCounted, Activity? Activity);
