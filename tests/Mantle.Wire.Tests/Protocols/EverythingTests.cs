using System.Buffers;
using System.Text.Json;
using System.Xml.Linq;

namespace Mantle.Wire.Tests;

/// <summary>Every kind of shape goes in and comes out as the same value, in each protocol.</summary>
public class EverythingTests
{
    const string Form =
        "Text=t&Flag=false&Count=3&Size=5000000000&Ratio=0.5&Weight=0.25&Moment=2026-01-02T03%3A04%3A05Z"
        + "&HttpMoment=Fri%2C%2002%20Jan%202026%2003%3A04%3A05%20GMT&UnixMoment=1767323045&IsoMoment=2026-01-02T03%3A04%3A05Z&Data=AQID"
        + "&Texts.member.1=a&Texts.member.2=b&Counts.member.1=1&Counts.member.2=2"
        + "&Grid.member.1.member.1=x&Grid.member.2.member.1=y&Grid.member.2.member.2=z"
        + "&Parts.member.1.Name=p&Parts.member.1.Inner.Name=q"
        + "&Labels.entry.1.key=k&Labels.entry.1.value=v"
        + "&Named.entry.1.Name=n&Named.entry.1.Value.Name=part&Named.entry.1.Value.Size=7"
        + "&Lists.entry.1.key=k&Lists.entry.1.value.member.1=l"
        + "&Maps.member.1.entry.1.key=m&Maps.member.1.entry.1.value=w"
        + "&FlatTexts.1=c&FlatTexts.2=d&FlatLabels.1.key=f&FlatLabels.1.value=g&Part.Name=one";

    const string Xml =
        "<Text>t</Text><Flag>false</Flag><Count>3</Count><Size>5000000000</Size><Ratio>0.5</Ratio><Weight>0.25</Weight>"
        + "<Moment>2026-01-02T03:04:05Z</Moment><HttpMoment>Fri, 02 Jan 2026 03:04:05 GMT</HttpMoment>"
        + "<UnixMoment>1767323045</UnixMoment><IsoMoment>2026-01-02T03:04:05Z</IsoMoment><Data>AQID</Data>"
        + "<Texts><member>a</member><member>b</member></Texts><Counts><member>1</member><member>2</member></Counts>"
        + "<Grid><member><member>x</member></member><member><member>y</member><member>z</member></member></Grid>"
        + "<Parts><member><Name>p</Name><Inner><Name>q</Name></Inner></member></Parts>"
        + "<Labels><entry><key>k</key><value>v</value></entry></Labels>"
        + "<Named><entry><Name>n</Name><Value><Name>part</Name><Size>7</Size></Value></entry></Named>"
        + "<Lists><entry><key>k</key><value><member>l</member></value></entry></Lists>"
        + "<Maps><member><entry><key>m</key><value>w</value></entry></member></Maps>"
        + "<FlatTexts>c</FlatTexts><FlatTexts>d</FlatTexts><FlatLabels><key>f</key><value>g</value></FlatLabels><Part><Name>"
        + "one</Name></Part>";

    const string Json = """
        {"Text":"t","Flag":false,"Count":3,"Size":5000000000,"Ratio":0.5,"Weight":0.25,"Moment":1767323045,
         "HttpMoment":"Fri, 02 Jan 2026 03:04:05 GMT","UnixMoment":1767323045,"IsoMoment":"2026-01-02T03:04:05.000Z","Data":"AQID",
         "Texts":["a","b"],"Counts":[1,2],"Grid":[["x"],["y","z"]],"Parts":[{"Name":"p","Inner":{"Name":"q"}}],
         "Labels":{"k":"v"},"Named":{"n":{"Name":"part","Size":7}},"Lists":{"k":["l"]},"Maps":[{"m":"w"}],
         "FlatTexts":["c","d"],"FlatLabels":{"f":"g"},"Part":{"Name":"one"}}
        """;

    [Fact]
    public void A_form_becomes_a_record_and_the_record_xml()
    {
        var request = EchoQuery.Operations.Echo.Bind(QueryParameters.Parse(Encoding.UTF8.GetBytes(Form)));
        var output = new ArrayBufferWriter<byte>();
        EchoQuery.Operations.Echo.WriteResponse(output, request, "id");
        var answer = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Equal(
            $"<EchoResponse xmlns=\"urn:echo\"><EchoResult>{Xml}</EchoResult>",
            answer[..answer.IndexOf("<ResponseMetadata>", StringComparison.Ordinal)]
        );
    }

    [Fact]
    public void Json_comes_back_as_it_went_in()
    {
        var request = EchoJson.Operations.Echo.Bind(Encoding.UTF8.GetBytes(Json));
        var output = new ArrayBufferWriter<byte>();
        EchoJson.Operations.Echo.WriteResponse(output, request);
        Assert.Equal(Compact(Json), Compact(Encoding.UTF8.GetString(output.WrittenSpan)));
    }

    [Fact]
    public void Xml_comes_back_as_it_went_in()
    {
        var request = new TestRestRequest("POST", "/v1/echo")
        {
            Body = Encoding.UTF8.GetBytes($"<EchoRequest xmlns=\"urn:echo\">{Xml}</EchoRequest>"),
        };
        Assert.Same(EchoXml.Operations.Echo, EchoXml.Operations.Service.Route(request));
        var output = new ArrayBufferWriter<byte>();
        EchoXml.Operations.Echo.WriteBody(output, EchoXml.Operations.Echo.Bind(request));
        var answer = XDocument.Parse(Encoding.UTF8.GetString(output.WrittenSpan)).Root!;
        // REST-XML writes moments to the millisecond.
        var expected = XElement.Parse(
            $"<Everything xmlns=\"urn:echo\">{Xml.Replace("05Z<", "05.000Z<", StringComparison.Ordinal)}</Everything>"
        );
        Assert.Equal(expected.ToString(), answer.ToString());
    }

    [Fact]
    public void An_audit_record_has_what_is_within_lists_and_maps()
    {
        var request = EchoJson.Operations.Echo.Bind(Encoding.UTF8.GetBytes(Json));
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
            request.WriteAudit(writer);
        using var audit = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal("z", audit.RootElement.GetProperty("grid")[1][1].GetString());
        Assert.Equal("part", audit.RootElement.GetProperty("named").GetProperty("n").GetProperty("name").GetString());
        Assert.False(audit.RootElement.TryGetProperty("data", out _));
    }

    static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
}
