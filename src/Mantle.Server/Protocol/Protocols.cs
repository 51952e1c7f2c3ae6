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
        [ServiceName.S3] = new RestXmlProtocol(Api.S3),
    };

    public ServiceProtocol? Find(string service) => byService.GetValueOrDefault(service);

    public ServiceProtocol Of(string service) => byService.GetValueOrDefault(service) ?? byService[ServiceName.Sts];

    public bool IsS3(ServiceProtocol protocol) => byService.GetValueOrDefault(ServiceName.S3) == protocol;
}
