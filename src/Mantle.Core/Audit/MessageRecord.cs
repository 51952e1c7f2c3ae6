using System.Buffers;
using System.Text.Json;
using Mantle.Core.Authorization;
using Mantle.Wire;

namespace Mantle.Core.Audit;

/// <summary>
/// Writes <c>requestParameters</c> and <c>responseElements</c>. A message without members is null, as in CloudTrail.
/// </summary>
sealed class MessageRecord : IDisposable
{
    readonly ArrayBufferWriter<byte> buffer = new(1_024);
    readonly Utf8JsonWriter json;

    public MessageRecord() => json = new Utf8JsonWriter(buffer);

    /// <summary>How many bytes it holds for reuse.</summary>
    public int Capacity => buffer.Capacity;

    /// <summary>Writes a message as a member of an event.</summary>
    public void Write(Utf8JsonWriter target, ReadOnlySpan<byte> name, object? message)
    {
        Begin();
        if (message is IAuditedMessage audited)
            audited.WriteAudit(json);
        json.Flush();
        End(target, name);
    }

    /// <summary>Writes a request, followed by what the service adds to it.</summary>
    public void WriteRequest(Utf8JsonWriter target, object? request, Call call, OperationInfo? operation)
    {
        Begin();
        if (request is IAuditedMessage audited && operation is not null)
        {
            audited.WriteAudit(json);
            json.Flush();
            var length = buffer.WrittenCount;
            json.Reset();
            json.WriteStartObject();
            call.Traits.WriteRequestAdditions(json, call, operation);
            json.WriteEndObject();
            json.Flush();
            Join(length);
        }
        End(target, "requestParameters"u8);
    }

    void Begin()
    {
        buffer.ResetWrittenCount();
        json.Reset();
    }

    /// <summary>Makes one object of two: the first one up to a length, and the one after it.</summary>
    void Join(int length)
    {
        var added = buffer.WrittenSpan[length..];
        if (added.Length == EmptyObject)
        {
            Keep(buffer.WrittenSpan[..length].ToArray());
            return;
        }
        ReadOnlySpan<byte> comma = length == EmptyObject ? [] : ","u8;
        Keep([.. buffer.WrittenSpan[..(length - 1)], .. comma, .. added[1..]]);
    }

    void Keep(byte[] joined)
    {
        buffer.ResetWrittenCount();
        buffer.Write(joined);
    }

    const int EmptyObject = 2;

    void End(Utf8JsonWriter target, ReadOnlySpan<byte> name)
    {
        target.WritePropertyName(name);
        if (buffer.WrittenCount <= EmptyObject)
            target.WriteNullValue();
        else
            target.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
    }

    public void Dispose() => json.Dispose();
}
