using Mantle.Core.Modules;
using Mantle.Http;
using Mantle.S3.Front;
using Mantle.S3.Store;
using Mantle.Wire;

namespace Mantle.S3Control;

/// <summary>Amazon S3 Control. Its requests are signed for <c>s3</c>, and a header names the account.</summary>
[ServiceModule("S3Control")]
public sealed partial class S3ControlModule(Parts parts) : S3HttpModule(parts, parts.Get<ObjectStore>)
{
    /// <inheritdoc/>
    public override ServiceInfo Service => Wire.S3Control.Operations.Service;

    /// <inheritdoc/>
    public override string? ServedAs => "s3-control";

    /// <inheritdoc/>
    public override bool IsSignedForMe(string signedFor, Exchange exchange) =>
        signedFor == Wire.S3.Operations.SigningName && IsCalledBy(exchange);

    /// <inheritdoc/>
    public override bool Claims(Exchange exchange) => IsCalledBy(exchange);

    /// <summary>Whether a request is for S3 Control.</summary>
    internal static bool IsCalledBy(Exchange exchange) =>
        exchange.Path.StartsWith("/v20180820/", StringComparison.Ordinal) && exchange.Header("x-amz-account-id") is not null;
}
