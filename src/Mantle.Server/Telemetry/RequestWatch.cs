using System.Diagnostics;

namespace Mantle.Server.Telemetry;

/// <summary>What is measured of a request on its way; the default where nobody listens.</summary>
/// <param name="Begun">When it came, by the machine's own clock; 0 where nobody asks.</param>
/// <param name="IsCounted">Whether it is counted among those on their way.</param>
/// <param name="Activity">Its activity; null where nobody listens.</param>
readonly record struct RequestWatch(long Begun, bool IsCounted, Activity? Activity);
