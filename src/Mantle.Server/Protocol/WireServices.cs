namespace Mantle.Wire;

/// <summary>The services that are served, and their wire formats.</summary>
static class Services
{
    public static ServiceInfo Admin => Wire.Admin.Operations.Service;

    public static ServiceInfo Iam => Wire.Iam.Operations.Service;

    public static ServiceInfo Organizations => Wire.Organizations.Operations.Service;

    public static ServiceInfo S3 => Wire.S3.Operations.Service;

    public static ServiceInfo S3Control => Wire.S3Control.Operations.Service;

    public static ServiceInfo Sts => Wire.Sts.Operations.Service;

    public static IReadOnlyList<ServiceInfo> All { get; } = [Admin, Iam, Organizations, S3, S3Control, Sts];

    public static ServiceInfo? Find(string signingName) => All.SingleOrDefault(service => service.SigningName == signingName);
}
