using Api = Mantle.Wire.Services;

namespace Mantle.Server.Protocol;

/// <summary>The services that are served, and how each speaks.</summary>
sealed class Protocols
{
    readonly Dictionary<string, ServiceProtocol> byService = new(StringComparer.Ordinal)
    {
        [ServiceName.Iam] = new QueryProtocol(Api.Iam),
        [ServiceName.Sts] = new QueryProtocol(Api.Sts),
        [ServiceName.Admin] = new QueryProtocol(Api.Admin),
        [ServiceName.Organizations] = new JsonProtocol(Api.Organizations),
        [ServiceName.S3] = new RestXmlProtocol(Wire.S3.Operations.Service),
        [ServiceName.S3Control] = new RestXmlProtocol(Wire.S3Control.Operations.Service),
    };

    /// <summary>The names by which credential scopes and paths tell the services of AWS that are served.</summary>
    public static readonly string[] Served = ["iam", "sts", "organizations", "s3", "s3-control"];

    /// <summary>The service that a request was signed for.</summary>
    public ServiceProtocol? Find(string signedFor, Exchange exchange) => signedFor == ServiceName.S3Control
        ? null
        : byService.GetValueOrDefault(signedFor == ServiceName.S3 && ServiceName.IsS3Control(exchange) ? ServiceName.S3Control : signedFor);

    public ServiceProtocol Of(string service) => byService.GetValueOrDefault(service) ?? byService[ServiceName.Sts];

    /// <summary>Whether requests are signed as those to S3, S3 Control's included.</summary>
    public static bool IsS3(ServiceProtocol protocol) => protocol is RestXmlProtocol;
}
