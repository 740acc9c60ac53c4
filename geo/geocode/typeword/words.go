package typeword

// kindFields are the words for the kinds in the lexicon, in the order of the kinds.
var kindFields = [...]string{
	"country", "oblast", "krai", "republic", "autonomous", "province", "regional", "district", "okrug", "city", "village",
	"community", "water", "direction",
}

// lexicon has a line a group of words: what they say, a colon, the words. "declined" adds the other cases by the
// grammar. Abbreviations of two words have a hyphen between them.
const lexicon = `
oblast: oblast oblasti obl obwod gebiet oblasts
oblast plural: oblasts
oblast declined: область обл вобласць
oblast: областю області вобласци вобласци
oblast perhaps: области області вобласці
oblast plural: областей областям областями областях
krai: krai kray territory terr
krai plural: krais krays territories
krai declined: край
krai perhaps: края
krai dotted: кр
krai plural: краев краям краями краях краї країв краях
republic before: republic republika republik republique respublika resp rep ар
republic before plural: republics республик республикам республиками республиках республік республікам республіками республіках
republic before declined: республика республіка рэспубліка респ
autonomous: ао
province before: province governorate prefecture voivodeship wojewodztwo provincia provinz gouvernement guberniya emirate canton
province: region reg prov state states
province plural: provinces regions governorates prefectures voivodeships
province declined: департамент префектура парафия парафія жупания жупанія велаят провинция губерния штат воеводство провінція губернія воєводство кантон
regional declined: регион регіон рэгіён
regional plural: регионы регіони регионов регионам регионами регионах регіонів регіонам регіонами регіонах
district: р-он district dist distr raion rayon rajon rejon county borough uezd subdistrict raionas powiat r-n
district plural: districts raions rayons counties boroughs
district declined: район раен уезд повіт р-н улус кожуун аймак кантон
district: р-на р-не р-ну р-ном р-ні рн
district plural: районы районов районам районами районах райони районів раёны
okrug: okrug okr okreg okroug bezirk
okrug plural: okrugs
okrug declined: округ акруга зато
okrug perhaps: округа
okrug plural: округи округов округам округами округах округів
okrug: г-о м-о
district: м-р
city before: city town gorod misto horad stadt miasto goroda
city before plural: cities towns
city before declined: город городок місто містечко горад
city before plural: городов городам городами городах міст містам містами містах
city before dotted: г м
city before: гор
village before: village settlement hamlet selo derevnya posyolok poselok pgt khutor stanitsa wies dorf
village before plural: villages settlements
village before declined: село деревня поселок посёлок станица хутор аул слобода селение селище хутір вёска
village before: пгт смт рп нп пос дер ст-ца сл н-п
village before plural: сел деревень поселков станиц хуторов сіл селищ хуторів
village before dotted: с д п х ст
community: municipality hromada community commune gmina gmind
community perhaps: громади
community plural: громад громадам громадами громадах
community plural: municipalities hromadas communities
community declined: громада муниципалитет поселение община сельсовет муніципалітет поселення
community: тг отг гп сп с-с с-п г-п
direction: direction
direction declined: направление напрямок
direction: напрям напряму напрямі напрямом
water plural: seas морей морям морями морях акваториями акваторий
water: sea lake gulf bay strait reservoir ocean waters meer mer morze
water declined: море озеро залив пролив водохранилище океан акватория затока протока водосховище акваторія губа
country: country federation kingdom
country declined: страна государство федерация королевство країна держава федерація

urban: urban gorodskoy gorodskoi
urban declined: городской міський
self: autonomous auton aut авт autonome autonomiczna autonomiczny
self declined: автономный автономний
modifier: mun adm municipal administrative rural federal former municipalnyy munitsipalnyy
modifier declined: муниципальный административный сельский федеральный муніципальний адміністративний сільський бывший колишній

of: of the de der des von du d l
and: and or und et oraz и или та або й і також также plus
vague: several various some many multiple numerous other different few both all three four five
vague: несколько нескольких нескольким ряд ряда ряде различных разных многих других некоторых трех четырех пяти всех обеих
vague: несколькими многими различными разными другими некоторыми всеми
vague: кількома декількома різними багатьма іншими усіма всіма всіми
vague: кілька кількох кільком декілька декількох різних багатьох інших деяких трьох чотирьох усіх
land: donbas donbass caucasus kavkaz siberia ural urals povolzhye podillia podolia polissia polesia slobozhanshchyna bessarabia
land declined: донбасс донбас кавказ урал сибирь сибір поволжье поволжя приазовье приазовя причерноморье причорноморя черноземье чорнозем
land declined: полесье полісся подолье поділля слобожанщина бессарабия бессарабія галичина новороссия новоросія
beside: near outside southeast southwest northeast northwest bordering km kilometers kilometres miles км километров километрах километра кілометрів кілометрах
beside declined: граничащий
beside: межує граничит граничить
where from: from
where: in within at over on to around inside into across above along
joining: a an for by between with part parts area
edge: border
aside: held frontier coastal western eastern southern northern northwestern northeastern southwestern southeastern
nation: russian ukrainian belarusian
aside declined: приграничный прикордонний
nation declined: российский русский украинский белорусский російський український білоруський
border: borders boundary
border declined: адмінмежа адмінкордон адмінлінія админграница
where: dans sur pres en au im bei nahe w na pod kolo
joining: la le les
thing: airport airfield airbase refinery oil depot port station plant terminal
joining: skies sky waters coast peninsula
thing: overnight today yesterday ports sector axis frontline shahed shaheds geran iskander kalibr himars atacms
thing: ночью утром днем вечером сегодня вчера накануне вночі вранці вдень увечері сьогодні вчора напередодні жк тц трц снт мкр искандер іскандер калибр калібр
thing: fuel arsenal substation ammunition ammo warehouse seaport naval air base railway
thing: порты портов портам портах аэропорты аэропортов аэропортам аэропортах порти портів портам портах аеропорти аеропортів аеропортам аеропортах
thing: аэродромы аэродромов аэродромам аэродромах аеродроми аеродромів аеродромам аеродромах
thing declined: порт аэропорт аэродром авиабаза нефтебаза подстанция промзона арсенал полигон
thing declined: аеропорт аеродром авіабаза нафтобаза підстанція промзона
thing: нпз бпла uav uavs drone drones пво ппо всу зсу
capital: capital
thing: npp nuclear power pumping factory facility headquarters breaking update upd warehouses refineries depots
thing declined: завод станция склад нефтезавод комбинат электростанция аэс гэс тэц вокзал мост
thing declined: аес гес тец завод станція склад електростанція вокзал міст нафтозавод
thing: срочно терміново увага внимание
vague: two six seven eight nine ten eleven twelve dozen dozens
vague: два две двух двум двумя шесть шести семь семи восемь восьми девять девяти десять десяти двох двом шість семи вісім девять
beside: towards toward
beside: курсом сторону бік
joining: second third largest biggest main major key
capital declined: столица столиця
joining: outskirts suburb suburbs edge centre center vicinity
heading: north south east west
joining: central centred
beside: под возле около близ вблизи недалеко рядом неподалеку поблизу недалеко біля поруч поряд під
where from: от від
where: при в во на из над у по к ко до через
where: о об обо про за
joining: между а
border declined: граница кордон межа стык
border: границе границах кордоні межі
joining declined: территория окраина небо пригород окрестность часть центр
joining: окраине территории приграничье небом пределах
where with: с со з із зі
with: with
where: до через понад
joining: між околиця околиці околицях територія території частина
heading: север юг восток запад северо юго севере юге востоке западе північ південь схід захід півночі півдні
heading: северу югу востоку западу півдня сходу заходу північно південно
beside: севернее южнее западнее восточнее північніше південніше західніше східніше
thing: attack attacks attacked strike strikes struck hit hits shelling shelled targeted explosion explosions blast blasts missile missiles debris
thing declined: атака взрыв удар обстрел обломок беспилотник дрон ракета пожар прилет вибух обстріл уламок безпілотник пожежа приліт
thing: обломки обломков обломками уламки уламків уламками беспилотники беспилотников дроны дронов ракеты ракет дрони дронів безпілотники безпілотників взрывы вибухи шахед шахеды шахедов шахеди шахедів
thing: атаковал атаковала атаковали атакован атакована атакованы атаковано обстрелял обстреляла обстреляли ударил ударили поразил поразили сбит сбиты сбито сбили уничтожен уничтожены уничтожено уничтожили
thing: атакував атакувала атакували атаковано обстріляв обстріляли вдарив вдарили влучив влучили збито збили знищено знищили
renamed: formerly now aka ныне теперь ранее нині тепер раніше
relative: which that который которая которое які який яка яке що
`
