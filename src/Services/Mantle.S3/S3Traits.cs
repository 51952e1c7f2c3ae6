using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.S3;

/// <summary>The rules that all S3 calls share.</summary>
sealed class S3Traits : ServiceTraits
{
    /// <summary>
    /// S3 puts the ARN between quotation marks
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html"/>).
    /// </summary>
    public override string? ShownResource(Access access) =>
        access.Resource.IsNone || access.Resource == S3Access.AllBuckets ? null : $"\"{access.Resource}\"";

    public override bool IsDataEvent(OperationInfo operation) => DataEvents.Has(operation);

    /// <summary>The bucket or object of a call, and the access point that it used.</summary>
    public override IEnumerable<AuditedResource> ResourcesOf(Access access, Call call) =>
        access.Resource.Arn.Service is "s3"
            ? from part in (Access?[])[access, access.Underlying]
            where part is not null
            select new AuditedResource(part.Resource.ToString(), TypeOf(part.Resource.Arn), (part.ResourceOwner ?? call.Account).Id)
            : [];

    /// <summary>The owner of a bucket learns of the calls of other accounts
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html"/>).</summary>
    public override bool SharesEvent(OperationInfo operation) => true;

    static string TypeOf(Arn arn) =>
        // Among S3's resources, only access points have an account in their ARN.
        !arn.AccountId.IsEmpty ? "AWS::S3::AccessPoint"
        : arn.Resource.Contains('/') ? "AWS::S3::Object"
        : "AWS::S3::Bucket";
}
