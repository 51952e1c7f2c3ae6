using Mantle.Core.Authorization;
using Mantle.Core.Modules;
using Mantle.Http;
using Mantle.Wire;

namespace Mantle.IamToolbox;

/// <summary>AWS IAM Toolbox: why a request was denied. Its requests are signed for <c>iam</c>.</summary>
[ServiceModule("IamToolbox")]
public sealed partial class IamToolboxModule(Parts parts) : HttpModule(parts)
{
    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.IamToolbox.Operations.Service;

    /// <inheritdoc/>
    public override ServiceTraits Traits { get; } = new IamToolboxTraits();

    /// <inheritdoc/>
    public override bool IsSignedForMe(string signedFor, Exchange exchange) =>
        signedFor == "iam" && exchange.Path.StartsWith("/authorization-details/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Claims(Exchange exchange) => false;
}
