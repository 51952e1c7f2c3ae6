using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Mantle.Cli.Imds;

/// <summary>
/// The instance identity document
/// (<see href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html"/>).
/// </summary>
static class IdentityDocument
{
    public static string Of(Instance instance)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("accountId"u8, instance.AccountId);
        json.WriteString("architecture"u8, System.Runtime.Intrinsics.X86.X86Base.IsSupported ? "x86_64"u8 : "arm64"u8);
        json.WriteString("availabilityZone"u8, instance.AvailabilityZone);
        foreach (var empty in new[] { "billingProducts", "devpayProductCodes", "marketplaceProductCodes" })
            json.WriteNull(empty);
        json.WriteString("imageId"u8, instance.Options.ImageId);
        json.WriteString("instanceId"u8, instance.Options.InstanceId);
        json.WriteString("instanceType"u8, instance.Options.InstanceType);
        json.WriteNull("kernelId"u8);
        json.WriteString("pendingTime"u8, Workloads.RoleCredentials.Moment(instance.Started));
        json.WriteString("privateIp"u8, instance.PrivateIp);
        json.WriteNull("ramdiskId"u8);
        json.WriteString("region"u8, instance.Region);
        json.WriteString("version"u8, "2017-09-30"u8);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
