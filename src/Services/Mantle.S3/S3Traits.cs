using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.S3;

/// <summary>What sets the calls of S3 apart.</summary>
sealed class S3Traits : ServiceTraits
{
    const string Arn = "arn:aws:s3:";

    /// <summary>
    /// S3 puts the ARN between quotation marks
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html"/>).
    /// </summary>
    public override string? ShownResource(Access access) => access.Resource is "*" or "arn:aws:s3:::*" ? null : $"\"{access.Resource}\"";

    public override bool IsDataEvent(OperationInfo operation) => DataEvents.Has(operation);

    /// <summary>The bucket or object of a call, and the access point that it came through.</summary>
    public override IEnumerable<AuditedResource> ResourcesOf(Access access, Call call) =>
        access.Resource.StartsWith(Arn, StringComparison.Ordinal)
            ? from part in (Access?[])[access, access.Behind]
            where part is not null
            select new AuditedResource(part.Resource, TypeOf(part.Resource), (part.ResourceOwner ?? call.Account).Id)
            : [];

    static string TypeOf(string arn) =>
        arn.Contains(":accesspoint/", StringComparison.Ordinal) ? "AWS::S3::AccessPoint"
        : arn.Contains('/') ? "AWS::S3::Object"
        : "AWS::S3::Bucket";
}
