namespace Mantle.Wire.Tests;

public class XmlRequestReaderTests
{
    const string Xmlns = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

    [Theory]
    [InlineData($"<Delete {Xmlns}><Object><Key>a</Key></Object><Quiet>true</Quiet></Delete>")]
    [InlineData("<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>")]
    [InlineData(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- list -->\n<d:Delete xmlns:d=\"urn:d\">\n <d:Object>\n "
            + "<d:Key>a</d:Key></d:Object>\n<d:Quiet> 1 </d:Quiet></d:Delete>\n"
    )]
    [InlineData("\uFEFF<Delete><Object><Key><![CDATA[a]]></Key></Object><Quiet>true</Quiet></Delete>")]
    public void A_document_is_read_with_or_without_its_namespace(string xml)
    {
        var delete = Delete(xml);
        Assert.True(delete.Quiet);
        Assert.Equal("a", Assert.Single(delete.Objects).Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not XML")]
    [InlineData("<Delete>")]
    [InlineData("<Delete/>")]
    [InlineData("<Other><Object><Key>a</Key></Object></Other>")]
    [InlineData("<Delete><Object><Key>a</Key></Object></Delete><Delete/>")]
    [InlineData("<Delete><Object><Key>a</Key></Object></Delete>x")]
    [InlineData("<Delete>x<Object><Key>a</Key></Object></Delete>")]
    [InlineData("<Delete><Object/></Delete>")]
    [InlineData("<Delete><Object><Key>a<b/></Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key></Object><Unknown/></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key></Object><Quiet>maybe</Quiet></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key><Size>1.5</Size></Object></Delete>")]
    [InlineData("<Delete><Object><Key>a</Key><LastModifiedTime>today</LastModifiedTime></Object></Delete>")]
    [InlineData("<Delete><Object><Key>&#0;</Key></Object></Delete>")]
    [InlineData("<Delete><Object><Key>&undefined;</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE Delete><Delete><Object><Key>a</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE d [<!ENTITY a \"x\">]><Delete><Object><Key>&a;</Key></Object></Delete>")]
    [InlineData("<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Delete><Object><Key>a</Key></Object></Delete>")]
    public void Everything_else_is_malformed(string xml)
    {
        var error = Assert.Throws<ApiException>(() => Delete(xml));
        Assert.Equal(xml.Length == 0 ? "MissingRequestBodyError" : "MalformedXML", error.Code);
        Assert.Equal(400, error.HttpStatus);
    }

    [Fact]
    public void A_document_has_a_greatest_size() =>
        Assert.Equal(
            "MalformedXML",
            Assert.Throws<ApiException>(() => Delete($"<Delete><Object><Key>{new string('a', 8 << 20)}</Key></Object></Delete>")).Code
        );

    [Fact]
    public void Bytes_that_are_not_UTF8_are_malformed()
    {
        var request = new TestRestRequest("POST", "/b", "delete")
        {
            Body = (byte[])[.. "<Delete><Object><Key>"u8, 0xC3, .. "</Key></Object></Delete>"u8],
        };
        Assert.Equal("MalformedXML", Assert.Throws<ApiException>(() => S3.Operations.DeleteObjects.Bind(request)).Code);
        Assert.Equal(
            "MalformedXML",
            Assert
                .Throws<ApiException>(() =>
                    S3.Operations.PutBucketPolicy.Bind(new TestRestRequest("PUT", "/b", "policy") { Body = (byte[])[0xFF] })
                )
                .Code
        );
    }

    [Fact]
    public void A_value_outside_an_enum_is_malformed()
    {
        Assert.Equal("Enabled", Versioning("Enabled").Status);
        Assert.Equal("MalformedXML", Assert.Throws<ApiException>(() => Versioning("enabled")).Code);

        static S3.VersioningConfiguration Versioning(string status) =>
            S3
                .Operations.PutBucketVersioning.Bind(
                    new TestRestRequest("PUT", "/b", "versioning")
                    {
                        Body = Encoding.UTF8.GetBytes($"<VersioningConfiguration><Status>{status}</Status></VersioningConfiguration>"),
                    }
                )
                .VersioningConfiguration;
    }

    [Fact]
    public void A_type_may_be_an_attribute_of_any_prefix()
    {
        var xml =
            "<AccessControlPolicy><Owner><ID>1</ID></Owner><AccessControlList><Grant>"
            + "<Grantee xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" "
            + "x:type=\"CanonicalUser\"><ID>2</ID></Grantee><Permission>READ</Permission></Grant></AccessControlList>"
            + "</AccessControlPolicy>";
        var policy = S3
            .Operations.PutBucketAcl.Bind(new TestRestRequest("PUT", "/b", "acl") { Body = Encoding.UTF8.GetBytes(xml) })
            .AccessControlPolicy!;
        var grant = Assert.Single(policy.Grants!);
        Assert.Equal(("CanonicalUser", "2", "READ"), (grant.Grantee!.Type, grant.Grantee.ID, grant.Permission));
    }

    [Fact]
    public void A_body_that_may_be_absent_may_be_absent() =>
        Assert.Null(S3.Operations.CreateBucket.Bind(new TestRestRequest("PUT", "/b")).CreateBucketConfiguration);

    [Fact]
    public void Whatever_the_bytes_the_answer_is_a_record_or_an_ApiException()
    {
        var random = new Random(13);
        var seed = Encoding.UTF8.GetBytes($"<Delete {Xmlns}><Object><Key>a</Key><Size>1</Size></Object><Quiet>true</Quiet></Delete>");
        for (var i = 0; i < 5_000; i++)
        {
            var body = (byte[])seed.Clone();
            for (var flips = random.Next(4); flips >= 0; flips--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            try
            {
                Assert.NotEmpty(
                    S3.Operations.DeleteObjects.Bind(new TestRestRequest("POST", "/b", "delete") { Body = body }).Delete.Objects
                );
            }
            catch (ApiException error)
            {
                Assert.Equal("MalformedXML", error.Code);
            }
        }
    }

    static S3.Delete Delete(string xml) =>
        S3.Operations.DeleteObjects.Bind(new TestRestRequest("POST", "/b", "delete") { Body = Encoding.UTF8.GetBytes(xml) }).Delete;
}
