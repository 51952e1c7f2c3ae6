using Mantle.Core.Modules;
using Mantle.Http;
using Mantle.Wire;

namespace Mantle.EksAuth;

/// <summary>Amazon EKS Auth, which the agent of pod identity calls.</summary>
[ServiceModule("EksAuth")]
public sealed partial class EksAuthModule(Parts parts) : HttpModule(parts)
{
    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.EksAuth.Operations.Service;
}
